"""What a table shows, described once for the screen, the workbook and the briefing. Knows neither HTML nor file formats."""
