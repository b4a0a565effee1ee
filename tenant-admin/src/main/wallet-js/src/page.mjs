// Settings -> Wallet, the part that needs a browser: words become an account key here, and only that key leaves the page. The inputs
// carry no names and stand outside of every form, so that nothing sends them by accident; nothing is kept beyond this page.
import { accountOf, problemOf, problemOfPath, secretIn } from './keys.mjs';

const root = document.querySelector('#wallet-import');
if (root) {
  start(root);
}
document.querySelectorAll('form[data-guard]').forEach(guard);

/** The form for a public key does not send what is a private one. */
function guard(form) {
  const field = form.elements[form.dataset.guard];
  const problem = document.querySelector(`#${field.id}-problem`);
  form.addEventListener('submit', (event) => {
    const text = secretIn(field.value);
    problem.textContent = text ?? '';
    field.classList.toggle('is-invalid', text !== null);
    if (text !== null) {
      event.preventDefault();
      field.value = '';
      field.focus();
    }
  });
}

function start(section) {
  const at = (name) => section.querySelector(`[data-at="${name}"]`);
  const state = { account: null };
  section.hidden = false;

  at('words').addEventListener('input', () => complain(at, 'words', null));
  at('show').addEventListener('change', () => at('words').classList.toggle('concealed', !at('show').checked));
  at('derive').addEventListener('click', () => busy(at, 'Computing the first address…', () => derive(at, state)));
  at('use').addEventListener('click', () => busy(at, 'Setting up the wallet…', () => use(section, at, state)));
  at('again').addEventListener('click', () => again(at, state));
  // A page that comes back from the browser's cache must not show the words again.
  addEventListener('pagehide', () => forget(at, state));
}

async function derive(at, state) {
  complain(at, 'words', problemOf(at('words').value));
  complain(at, 'path', problemOfPath(at('path').value));
  if (hasProblem(at)) {
    return;
  }
  state.account = accountOf(at('words').value, at('path').value, at('passphrase').value);
  at('first').textContent = state.account.firstAddress;
  at('step-words').hidden = true;
  at('step-compare').hidden = false;
  at('compare-title').focus();
}

async function use(section, at, state) {
  const serverSigns = at('signs').checked;
  const password = at('password');
  if (password && password.value === '') {
    return say(at, 'Enter your password: it is needed to change a live wallet.', true);
  }
  const proposal = await send(section, 'propose', {
    accountKey: serverSigns ? state.account.xprv : state.account.xpub,
    serverSigns,
    path: at('path').value.trim(),
  });
  if (proposal.firstAddress !== state.account.firstAddress) {
    throw new Error(`The server computed another first address (${proposal.firstAddress}). The wallet was not set up.`);
  }
  await send(section, `${proposal.id}/confirm`, {
    signature: proposal.challenge === null ? null : state.account.sign(proposal.challenge),
    password: password ? password.value : null,
  });
  forget(at, state);
  location.assign(section.dataset.done);
}

function again(at, state) {
  state.account = null;
  say(at, '', false);
  at('step-compare').hidden = true;
  at('step-words').hidden = false;
  at('words').focus();
}

function forget(at, state) {
  state.account = null;
  at('words').value = '';
  at('passphrase').value = '';
  const password = at('password');
  if (password) {
    password.value = '';
  }
}

/** One thing at a time, with a word about it; an error is a sentence on the page. */
async function busy(at, doing, work) {
  const buttons = [at('derive'), at('use'), at('again')];
  buttons.forEach((button) => (button.disabled = true));
  say(at, doing, false);
  try {
    // Lets the browser paint the words before the key stretching keeps it busy.
    await new Promise((resolve) => setTimeout(resolve, 30));
    await work();
    if (at('message').textContent === doing) {
      say(at, '', false);
    }
  } catch (error) {
    say(at, error.message, true);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

async function send(section, act, body) {
  let answer;
  try {
    answer = await fetch(section.dataset.script + act, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', [section.dataset.csrfHeader]: section.dataset.csrf },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error('The server did not answer. Check the connection and try again.');
  }
  const json = (answer.headers.get('Content-Type') ?? '').includes('json') ? await answer.json() : null;
  if (!answer.ok || json === null) {
    throw new Error(json?.error?.message ?? 'The server refused this. Reload the page, sign in again and try once more.');
  }
  return json;
}

function complain(at, name, problem) {
  at(name).setAttribute('aria-invalid', String(problem !== null));
  at(name).classList.toggle('is-invalid', problem !== null);
  at(`${name}-problem`).textContent = problem ?? '';
  if (problem !== null) {
    at(name).focus();
  }
}

function hasProblem(at) {
  return ['words', 'path'].some((name) => at(name).getAttribute('aria-invalid') === 'true');
}

function say(at, text, isProblem) {
  at('message').textContent = text;
  at('message').className = text === '' ? '' : isProblem ? 'alert alert-danger' : 'alert alert-info';
}
