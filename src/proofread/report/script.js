(() => {
  const form = document.getElementById("filter");
  const cards = [...document.querySelectorAll(".place")];
  const sections = [...document.querySelectorAll(".document")];
  const boxes = [...form.querySelectorAll("[name=word]")];
  const open = ["supported", "undecided", "missing", "conflict"];
  const texts = new Map();
  const text = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  const read = () => {
    const state = new URLSearchParams(location.hash.slice(2));
    form.q.value = state.get("q") || "";
    form.document.value = state.get("document") || "";
    const shown = state.get("show");
    boxes.forEach((b) => { b.checked = shown === null || shown.split(",").includes(b.value); });
  };
  const state = () => {
    const kept = new URLSearchParams();
    if (form.q.value) kept.set("q", form.q.value);
    if (form.document.value) kept.set("document", form.document.value);
    const on = boxes.filter((b) => b.checked).map((b) => b.value);
    if (on.length < boxes.length) kept.set("show", on.join(","));
    return kept.toString();
  };
  const filter = () => {
    const words = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    const q = form.q.value.trim().toLowerCase();
    let n = 0;
    for (const card of cards) {
      const fits = words.has(card.dataset.word) && (!form.document.value || card.dataset.document === form.document.value)
        && (!q || text(card).includes(q));
      card.hidden = !fits;
      n += fits;
    }
    for (const s of sections) s.hidden = !s.querySelector(".place:not([hidden])");
    form.querySelector("output").textContent = `${n} of ${cards.length} places`;
  };
  const changed = () => {
    filter();
    history.replaceState(null, "", state() ? `#?${state()}` : location.pathname + location.search);
  };
  const arrived = () => {
    if (location.hash.startsWith("#?")) { read(); filter(); return; }
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!card) return;
    if (card.closest("[hidden]")) { form.reset(); filter(); }
    card.scrollIntoView();
  };
  // A place that is jumped to stands below the bar, however many lines that has.
  const below = () => document.documentElement.style.setProperty("--above", `${form.offsetHeight + 8}px`);
  form.hidden = false;
  below();
  addEventListener("resize", below);
  form.addEventListener("input", changed);
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  form.work.addEventListener("click", () => { boxes.forEach((b) => { b.checked = open.includes(b.value); }); changed(); });
  addEventListener("hashchange", arrived);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  // What scrolls sideways can be reached with the keyboard.
  const reach = (root) => root.querySelectorAll(".formula, .scroll, .instance li").forEach((e) => {
    if (e.scrollWidth > e.clientWidth + 1) e.tabIndex = 0;
  });
  document.addEventListener("contentvisibilityautostatechange", (e) => { if (!e.skipped) reach(e.target); }, true);
  reach(document.querySelector("header"));
  filter();
  arrived();
})();
