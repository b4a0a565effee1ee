// What people see. Whatever came from elsewhere is escaped by the tag `html`.
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html extends String {}

/** Text is escaped, what this tag made before is not, lists are joined. */
function html(parts, ...values) {
    const shown = (value) => {
        if (value instanceof Html) return value;
        return Array.isArray(value) ? value.map(shown).join('') : String(value ?? '').replace(/[&<>"']/g, (one) => ESCAPES[one]);
    };
    return new Html(String.raw({ raw: parts }, ...values.map(shown)));
}

const STYLE = `
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
    a { color: inherit; }
    body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
    table { width: 100%; border-collapse: collapse; }
    th, td { text-align: left; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid #8886; }
    .button { display: inline-block; font: inherit; padding: .5rem 1rem; border: 0; border-radius: .4rem; background: #1f5fbf; color: #fff; text-decoration: none; cursor: pointer; }
    .problem { border-left: .3rem solid #c33; padding-left: .8rem; }
    .plain { background: none; color: inherit; border: 1px solid #8888; }
`;

function page(title, content) {
    return html`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>${title} · Order desk</title>
                <style>${new Html(STYLE)}</style>
            </head>
            <body>
                <main>
                    <h1>${title}</h1>
                    ${content}
                </main>
            </body>
        </html>`;
}

const mode = ({ livemode }) => (livemode ? 'live mode' : 'test mode');
const connect = html`<p><a class="button" href="/connect">Connect a store</a></p>`;

export function homePage(installs, appEvents) {
    const stores = installs.map((install) => html`
        <li>
            <a href="/stores/${install.id}">${install.store.name}</a>, ${mode(install.store)}
            ${install.tokens ? '' : html`<strong>has ended: connect again</strong>`}
        </li>`);
    return page('Order desk', html`
        ${stores.length === 0 ? html`<p>No store is connected yet.</p>` : html`<ul>${stores}</ul>`}
        ${connect}
        <h2>What the platform told this app</h2>
        ${eventList(appEvents)}`);
}

export function storePage(install, sessions) {
    const rows = sessions.map((session) => html`
        <tr>
            <td>${session.reference ?? session.id}</td>
            <td>${session.fiat.amount} ${session.fiat.currency}</td>
            <td>${session.status}</td>
        </tr>`);
    return page(install.store.name, html`
        <p>${mode(install.store)} · <a href="/">All stores</a></p>
        <h2>Payments</h2>
        ${rows.length === 0 ? html`<p>None yet.</p>` : html`<table><tr><th>Order</th><th>Amount</th><th>Status</th></tr>${rows}</table>`}
        <h2>Events</h2>
        ${install.problem ? html`<p class="problem">No events come: ${install.problem}</p>` : ''}
        ${eventList(install.events)}
        <form method="post" action="/stores/${install.id}/disconnect"><button class="button plain">Disconnect the store</button></form>`);
}

export function problemPage(title, message) {
    return page(title, html`<p class="problem">${message}</p>${connect}<p><a href="/">All stores</a></p>`);
}

function eventList(events) {
    if (events.length === 0) return html`<p>Nothing yet.</p>`;
    return html`<ul>${events.map(({ type, object, at }) => html`<li>${type} ${object}, ${new Date(at).toUTCString()}</li>`)}</ul>`;
}
