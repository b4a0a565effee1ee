// Keeps the hosted page current. The server renders every state; this module notices that the state has changed, fetches
// the page again and swaps its middle, so that no text and no rule lives here.
const announce = document.getElementById("announce");
const main = () => document.getElementById("checkout");
const POLL = 3000;

// ---- following the session -------------------------------------------------------------------------------------------
let swapping = false;
let again = false;

async function renew() {
  if (swapping) { again = true; return; }
  swapping = true;
  try {
    do {
      again = false;
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } while (again);
  } catch { /* the network is away; the next poll tries again */ }
  swapping = false;
}

function swap(fresh) {
  const next = fresh.getElementById("checkout");
  if (!next) return;
  const old = main();
  const changed = old.dataset.status !== next.dataset.status;
  const focus = handle(document.activeElement);
  document.title = fresh.title;
  for (const { name, value } of next.attributes) old.setAttribute(name, value);
  old.replaceChildren(...document.adoptNode(next).childNodes);
  if (focus) old.querySelector(focus)?.focus();
  const heading = old.querySelector("h2");
  if (changed && heading) say(heading.textContent);
  else if (old.querySelector("progress")) say(old.querySelector("progress").parentElement.querySelector("p").textContent);
  dress();
}

// Names the focused control, so that the same one has the focus after the swap.
function handle(element) {
  if (!element || !main().contains(element)) return null;
  for (const name of ["data-copies", "data-choice", "data-wallet", "value"]) {
    if (element.hasAttribute(name)) return `[${name}="${CSS.escape(element.getAttribute(name))}"]`;
  }
  return element.hasAttribute("data-back") ? "[data-back]" : null;
}

function say(text) { announce.textContent = text.replace(/\s+/g, " ").trim(); }

const heard = (state) => { if (state.fingerprint !== main().dataset.fingerprint) renew(); };

async function poll() {
  if (main().dataset.alive !== "true" && main().dataset.status !== "expired") return;
  try {
    const answer = await fetch(main().dataset.state, { cache: "no-store" });
    if (answer.ok) heard(await answer.json());
  } catch { /* try again next time */ }
}

let stream = null;
function follow() {
  if (!("EventSource" in window)) return;
  stream = new EventSource(main().dataset.events);
  stream.addEventListener("state", (event) => heard(JSON.parse(event.data)));
}
const streaming = () => stream !== null && stream.readyState === EventSource.OPEN;

follow();
setInterval(() => { if (!streaming()) poll(); }, POLL);
// A stream may be alive and silent behind a proxy that buffers: look for oneself now and then.
setInterval(() => { if (streaming()) poll(); }, POLL * 5);
addEventListener("pageshow", (event) => { if (event.persisted) renew(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });

// ---- countdown -------------------------------------------------------------------------------------------------------
function tick() {
  const clock = document.querySelector("[data-countdown]");
  if (!clock) return;
  const left = Math.max(0, Math.ceil((Date.parse(clock.dateTime) - Date.now()) / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  clock.textContent = (hours ? hours + ":" : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
  if (left === 0 && !clock.dataset.over) { clock.dataset.over = "1"; setTimeout(renew, 1000); }
}
setInterval(tick, 1000);

// ---- copying, choosing, the test wallet ------------------------------------------------------------------------------
document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copies]");
  if (copy) {
    const value = main().querySelector(`[data-copy="${copy.dataset.copies}"]`);
    const label = copy.textContent;
    try {
      await navigator.clipboard.writeText(value.textContent);
      copy.textContent = copy.dataset.done;
      say(copy.dataset.done);
      setTimeout(() => { copy.textContent = label; }, 2000);
    } catch {
      getSelection().selectAllChildren(value); // no clipboard here: the text is marked, ready to be copied by hand
    }
  }
  const choice = event.target.closest("[data-choice]");
  if (choice && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    history.replaceState(null, "", choice.href);
    renew();
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest(".testwallet");
  if (!form) return;
  event.preventDefault();
  // Read first: a disabled button is no part of its form.
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const buttons = form.querySelectorAll("button");
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || answer.url.includes("note=failed")) throw new Error(String(answer.status));
    say(form.dataset.sent);
  } catch {
    alertBelow(form, form.dataset.failed);
  }
  buttons.forEach((button) => { button.disabled = false; });
});

// ---- wallets in the browser (EIP-6963, and EIP-1193 for those that do not announce themselves) ---------------------------
const wallets = new Map();
addEventListener("eip6963:announceProvider", (event) => {
  wallets.set(event.detail.info.uuid, event.detail);
  dress();
});
dispatchEvent(new Event("eip6963:requestProvider"));
setTimeout(() => {
  if (!wallets.size && window.ethereum) {
    wallets.set("injected", { info: { uuid: "injected", name: "" }, provider: window.ethereum });
    dress();
  }
}, 300);

function dress() {
  document.querySelectorAll("[data-copies]").forEach((button) => { button.hidden = false; });
  const place = document.querySelector("[data-wallets]");
  if (place && wallets.size) {
    place.replaceChildren(...[...wallets.values()].map((wallet) => walletButton(wallet, place)));
    place.hidden = false;
  }
  tick();
}

function walletButton({ info, provider }, place) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.wallet = info.uuid;
  if (/^data:image\//.test(info.icon ?? "")) {
    const icon = document.createElement("img");
    icon.src = info.icon;
    icon.alt = "";
    button.append(icon);
  }
  button.append([place.dataset.label, info.name].filter(Boolean).join(" · "));
  button.addEventListener("click", () => payBy(provider, place, button));
  return button;
}

const word = (hex) => hex.replace(/^0x/, "").toLowerCase().padStart(64, "0");

async function payBy(provider, place, button) {
  const { chain, to, units, contract } = place.closest("section").dataset;
  button.disabled = true;
  try {
    const [from] = await provider.request({ method: "eth_requestAccounts" });
    const chainId = "0x" + Number(chain).toString(16);
    if ((await provider.request({ method: "eth_chainId" })) !== chainId) {
      try {
        await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId }] });
      } catch {
        say(place.dataset.network);
        alertBelow(place, place.dataset.network);
        return;
      }
    }
    const transaction = contract
      ? { from, to: contract, value: "0x0", data: "0xa9059cbb" + word(to) + word(units) }
      : { from, to, value: units };
    await provider.request({ method: "eth_sendTransaction", params: [transaction] });
    say(place.dataset.sent);
  } catch {
    alertBelow(place, place.dataset.refused);
  } finally {
    button.disabled = false;
  }
}

function alertBelow(place, text) {
  const line = document.createElement("span");
  line.setAttribute("role", "alert");
  line.textContent = text;
  place.querySelector("[role=alert]")?.remove();
  place.append(line);
}

dress();
