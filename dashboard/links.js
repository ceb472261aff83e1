// Links to an event or an article are followed as the browser's Back is: the address changes,
// Streamlit hears of it and draws the page, and nothing is loaded anew. Everything else (another tab,
// the same page, a place in it, a choice that stands in the address, another site) stays the
// browser's.
(() => {
  if (window.pxLinks) return;
  window.pxLinks = true;
  const pages = ["event", "article"];
  // Of a parameter that belongs to a widget Streamlit remembers what it was on another page.
  const names = ["event", "article"];
  const patience = 1500; // milliseconds

  const page = (path) => path.slice(path.lastIndexOf("/") + 1);

  addEventListener("click", (event) => {
    const plain = !(event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (event.defaultPrevented || !plain) return;
    const link = event.target instanceof Element && event.target.closest(".stHtml a[href]");
    const app = document.querySelector(".stApp");
    if (!link || !app || link.target || link.download) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.hash || to.pathname === location.pathname) return;
    if (!pages.includes(page(to.pathname))) return;
    if ([...to.searchParams.keys()].some((name) => !names.includes(name))) return;
    event.preventDefault();
    let heard = false;
    const watch = new MutationObserver(() => { heard = true; });
    watch.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    document.querySelector(".stMain")?.scrollTo(0, 0);
    // Where Streamlit did not hear of it, the address is there already.
    setTimeout(() => { watch.disconnect(); if (!heard) location.reload(); }, patience);
  });
})();
