// Follows a meeting: hears that the page is old, fetches it and swaps what has changed. Everything can be done without it.
const main = document.getElementById("content");
const held = document.getElementById("meeting-held");
const cut = document.getElementById("meeting-cut");
const spoken = document.getElementById("meeting-spoken");
const begun = performance.now();
let drawnAt = begun;
let stamp = main.dataset.stamp;
let fetching = false;
let wanted;

const parts = (root) => [...root.querySelectorAll("[data-part]")];
const names = (root) => parts(root).map((part) => part.dataset.part).join();
const typing = (field) => field.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio]), select");

/** Whether somebody has typed, chosen or ticked something in a part that is not sent yet. */
function typedIn(part) {
  return [...part.querySelectorAll("input, textarea, select")].some((field) => {
    if (field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.matches("select")) return field === document.activeElement || field.dataset.chosen === "yes";
    return field.value !== field.defaultValue;
  });
}

/** What finds an element again in the same part drawn anew. */
function way(element) {
  if (!element) return undefined;
  const known = element.dataset.key ? ["data-key"] : ["name", "value", "href"];
  const named = known.filter((name) => element.getAttribute(name) && !isTyped(element, name));
  const attributes = named.map((name) => `[${name}="${CSS.escape(element.getAttribute(name))}"]`).join("");
  const twins = (root) => [...root.querySelectorAll(element.localName + attributes)];
  return { find: (root, place) => twins(root)[place], place: (root) => twins(root).indexOf(element) };
}
const isTyped = (element, name) => name === "value" && element.matches("input, textarea");

/** Puts a part in place of an old one; focus, what is folded open and where it is scrolled to stay. */
function swap(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : undefined;
  const found = way(focused);
  const place = found?.place(old);
  const open = [...old.querySelectorAll("details")].map((details) => details.open && details.querySelector("summary").textContent);
  for (const details of fresh.querySelectorAll("details")) {
    details.open ||= open.includes(details.querySelector("summary").textContent);
  }
  old.replaceWith(fresh);
  found?.find(fresh, place)?.focus({ preventScroll: true });
}

async function refresh() {
  if (fetching) return;
  fetching = true;
  try {
    while (wanted !== stamp) {
      const asked = wanted;
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      // Whoever has signed out, or may no longer look, is led where the server leads them.
      if (!answer.ok || answer.redirected) return location.reload();
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.getElementById("content");
      if (!next?.dataset.stamp) return location.reload();
      stamp = asked;
      show(fresh, next);
    }
  } catch {
    cut.hidden = false;
  } finally {
    fetching = false;
  }
}

const shown = (root) => root.querySelector(".meeting-item h2")?.textContent;

function show(fresh, next) {
  let kept = false;
  // Read out to those who do not see the page change.
  if (shown(main) !== shown(next)) spoken.textContent = shown(next) ?? "";
  drawnAt = performance.now();
  document.title = fresh.title;
  if (names(main) === names(next)) {
    const twins = parts(next);
    parts(main).forEach((old, place) => {
      const twin = twins[place];
      if (typedIn(old)) kept = true;
      else if (old.outerHTML !== twin.outerHTML) swap(old, document.adoptNode(twin));
    });
  } else if (parts(main).some(typedIn)) {
    kept = true;
  } else {
    for (const line of [held, cut, spoken]) next.querySelector(`#${line.id}`)?.replaceWith(line);
    main.replaceChildren(...next.childNodes);
  }
  held.hidden = !kept;
  ready();
}

/** What only makes sense with a script. */
function ready() {
  for (const line of main.querySelectorAll(".meeting-keys")) line.hidden = false;
  for (const link of main.querySelectorAll(".without-script")) link.hidden = true;
  // The address of what has been done is not the address of the meeting.
  const address = new URL(location.href);
  if (address.searchParams.has("done")) {
    address.searchParams.delete("done");
    history.replaceState(null, "", address);
  }
  tick();
}

const written = (milliseconds) => {
  const seconds = Math.floor(Math.max(milliseconds, 0) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function tick() {
  for (const timer of main.querySelectorAll(".meeting-timer[data-running]")) {
    timer.dataset.from ??= timer.closest("[data-part]") ? String(drawnAt) : String(begun);
    const elapsed = Number(timer.dataset.elapsed) + performance.now() - Number(timer.dataset.from);
    const over = elapsed > Number(timer.dataset.planned);
    timer.querySelector("strong").textContent = written(elapsed);
    timer.classList.toggle("over", over);
    timer.querySelector("em").hidden = !over;
  }
}
setInterval(tick, 250);

main.addEventListener("change", ({ target }) => {
  if (target.matches("select")) target.dataset.chosen = "yes";
});

document.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight", "Escape"].includes(event.key)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || typing(event.target)) return;
  const target = main.querySelector(`[data-key="${event.key}"]`);
  if (!target || (event.key !== "Escape" && event.target.matches(".scroll"))) return;
  event.preventDefault();
  target.click();
});

const events = new EventSource(main.dataset.events);
events.addEventListener("open", () => (cut.hidden = true));
events.addEventListener("error", () => {
  cut.hidden = false;
  // Refused for good, as after signing out: the page itself knows where to lead.
  if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
});
events.addEventListener("message", ({ data }) => {
  wanted = data;
  refresh();
});
ready();
