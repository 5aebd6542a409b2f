// What pages need in the browser: Streamlit's own words in Chinese (it has no catalogue, so its English is replaced
// where it appears), the language of the page, its ground when the system turns dark, and who saves. Served by app.py.
(() => {
  if (window.planwatch) return;
  window.planwatch = true;

  const WORDS = {
    "No results": "没有匹配项",
    "Upload": "选择文件",
    "Browse files": "选择文件",
    "Drag and drop files here": "将文件拖到此处",
    "Open": "展开",
    "Clear value": "清除",
    "Clear": "清除",
    "App pages": "页面",
    "Connecting": "正在连接",
    "Connecting...": "正在连接……",
    "CONNECTING": "正在连接",
    "Running": "正在计算",
    "Running...": "正在计算……",
    "Stop": "停止",
    "Close": "关闭",
    "Page not found": "没有这个页面",
    "Connection error": "连接中断",
    "Open sidebar": "打开菜单",
    "Close sidebar": "收起菜单",
    "Expand sidebar": "打开菜单",
    "Collapse sidebar": "收起菜单",
    "View fullscreen": "全屏查看",
    "Fullscreen": "全屏查看",
    "Close fullscreen": "退出全屏",
  };
  const STARTS = [
    ["The page that you have requested does not seem to exist.", "您要打开的页面不存在，现为您显示总览。"],
    ["You have requested page", "您要打开的页面不存在，现为您显示总览。"],
    ["Streamlit server is not responding", "服务器没有应答。请检查网络，或确认服务仍在运行，然后刷新本页。"],
    ["Is Streamlit still running?", "服务器没有应答。请确认服务仍在运行，然后刷新本页。"],
  ];
  // "64MB per file • XLSX, XLSM": the limit of the uploader, with its numbers kept.
  const PER_FILE = /^(?:Limit )?(\d+)MB per file(?: • (.*))?$/;
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];

  const chinese = () => document.querySelector("[data-language]")?.dataset.language !== "en";

  const translated = (text) => {
    const plain = text.trim();
    if (WORDS[plain]) return text.replace(plain, WORDS[plain]);
    const limit = PER_FILE.exec(plain);
    if (limit) return `单个文件不超过 ${limit[1]} MB${limit[2] ? `，支持 ${limit[2].replaceAll(", ", "、")}` : ""}`;
    const start = STARTS.find(([english]) => plain.startsWith(english));
    return start ? start[1] : null;
  };

  const translate = (root) => {
    document.documentElement.lang = chinese() ? "zh-CN" : "en";
    if (!chinese()) return;
    const elements = root.nodeType === Node.ELEMENT_NODE ? [root, ...root.querySelectorAll("*")] : [];
    for (const element of elements) {
      for (const name of ATTRIBUTES) {
        const words = element.getAttribute(name) && translated(element.getAttribute(name));
        if (words) element.setAttribute(name, words);
      }
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node.parentElement?.closest(".pw")) continue; // our own words
      const words = translated(node.nodeValue);
      if (words) node.nodeValue = words;
    }
  };

  // On a narrow screen the source cell may stand beyond the edge of its sheet.
  const showMarkedCell = (root) => {
    root.querySelector("td.cell")?.scrollIntoView({ block: "nearest", inline: "center" });
  };

  // Who saves is asked once; views.py reads it from here.
  const keepName = (root) => {
    const name = root.querySelector("[data-name]")?.dataset.name;
    if (name) document.cookie = `planwatch_name=${encodeURIComponent(name)}; path=/; max-age=31536000; samesite=strict`;
  };

  // A chart as a picture: the drawing as it stands, with its title above and its notes below, on its ground.
  const escaped = (text) => new Option(text).innerHTML;
  const FACE = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif";
  const pen = document.createElement("canvas").getContext("2d");
  // Text broken where the picture ends; Chinese may break anywhere.
  const lines = (text, size, width) => {
    pen.font = `${size}px ${FACE}`;
    const found = [""];
    for (const mark of text) {
      if (pen.measureText(found.at(-1) + mark).width > width) found.push("");
      found.push(found.pop() + mark);
    }
    return found;
  };
  const written = (texts, top, size, look) =>
    texts
      .map((text, place) => `<text x="16" y="${top + place * size * 1.5}" font-size="${size}" font-family="${FACE}" ${look}>${escaped(text)}</text>`)
      .join("");
  const picture = (plot, { title, note }) => {
    const { width, height } = plot.getBoundingClientRect();
    const style = getComputedStyle(plot.closest(".stApp"));
    const colour = (name) => style.getPropertyValue(name).trim();
    const above = lines(title, 18, width - 8);
    const below = note ? lines(note, 13, width) : [];
    const top = 20 + above.length * 27;
    const full = { width: Math.ceil(width + 32), height: Math.ceil(top + height + 14 + below.length * 20) };
    const layers = [...plot.querySelectorAll(".main-svg")].map((layer) => {
      const copy = layer.cloneNode(true);
      copy.querySelectorAll(".hoverlayer").forEach((element) => element.remove());
      copy.removeAttribute("style");
      copy.setAttribute("y", top);
      return new XMLSerializer().serializeToString(copy);
    });
    const drawing =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${full.width}" height="${full.height}">` +
      `<rect width="100%" height="100%" fill="${colour("--card")}"/>` +
      written(above, 30, 18, `font-weight="700" fill="${colour("--text")}"`) +
      `<g transform="translate(16 0)">${layers.join("")}</g>` +
      `${written(below, top + height + 14, 13, `fill="${colour("--muted")}"`)}</svg>`;
    return { drawing, ...full };
  };
  const save = (blob, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const savePicture = async (button) => {
    const { picture: name, title, note, format } = button.dataset;
    const plot = document.querySelector(`.st-key-chart-${name} .js-plotly-plot`);
    if (!plot) return;
    const { drawing, width, height } = picture(plot, { title, note });
    const vector = new Blob([drawing], { type: "image/svg+xml" });
    if (format === "svg") return save(vector, `${title}.svg`);
    const image = new Image();
    image.src = URL.createObjectURL(vector);
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((blob) => save(blob, `${title}.png`), "image/png");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-picture]");
    if (button) savePicture(button);
  });

  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        translate(node);
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        showMarkedCell(node);
        keepName(node);
      }
      if (change.type === "attributes") translate(change.target);
    }
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-label", "data-language"],
  });
  translate(document.body);
  showMarkedCell(document.body);

  // Streamlit turns its own colours at once, but runs the page again only later.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    setTimeout(() => {
      const app = document.querySelector(".stApp");
      document.documentElement.dataset.ground = getComputedStyle(app).colorScheme;
    }, 300);
  });
})();
