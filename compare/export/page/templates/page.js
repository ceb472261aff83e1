// Finding words in the page. Without this script the page is whole; only the box is not shown.
(() => {
  "use strict";
  const box = document.getElementById("words");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => [row, plain(row.textContent)]);
  const events = [...document.querySelectorAll("[data-event]")];
  let opened = [];

  const close = () => {
    for (const one of opened) one.open = false;
    opened = [];
  };
  const open = () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      opened.push(one);
    }
  };
  const find = () => {
    const wanted = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    close();
    for (const [row, text] of rows) {
      row.hidden = !wanted.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    for (const event of events) {
      const words = plain(event.querySelector("header").textContent);
      const held = wanted.every((word) => words.includes(word));
      event.hidden = !held && !event.querySelector("[data-row]:not([hidden])");
    }
    for (const section of document.querySelectorAll("[data-event] section")) {
      section.hidden = !section.querySelector("[data-row]:not([hidden])");
    }
    if (wanted.length) open();
    found.textContent = wanted.length ? `${shown} of ${rows.length} rows` : "";
  };

  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  addEventListener("beforeprint", open);
  addEventListener("afterprint", () => { if (!box.value.trim()) close(); });
  document.getElementById("search").hidden = false;
})();
