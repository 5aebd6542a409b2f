"""What a briefing says, whatever file it is written into."""
