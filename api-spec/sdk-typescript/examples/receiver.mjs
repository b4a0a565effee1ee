// A webhook receiver, as a shop would have one: it takes a raw body, checks its signature, answers quickly, and does nothing twice.
// It registers itself, prints what arrives, and ends when the order named on the command line is paid.
//
//   node receiver.mjs order-001     with BASE_URL and CHECKOUT_API_KEY in the environment
import { createServer } from 'node:http';
import { CheckoutClient } from '@crypto-checkout/sdk';
import { verifyWebhook } from '@crypto-checkout/sdk/webhooks';

const [reference] = process.argv.slice(2);
const client = new CheckoutClient({ apiKey: process.env.CHECKOUT_API_KEY, baseUrl: process.env.BASE_URL });
const seen = new Set(); // A real shop keeps the ids in its database.
let endpoint;

const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
        let event;
        try {
            event = verifyWebhook({
                payload: Buffer.concat(chunks), // The bytes as they came: parsed and written again, they would not verify.
                signature: request.headers['x-webhook-signature'],
                secret: endpoint.secret,
            });
        } catch (refusal) {
            console.error(`refused: ${refusal.message}`);
            response.writeHead(400).end();
            return;
        }
        response.writeHead(204).end(); // First say that it arrived, then work.
        if (seen.has(event.id)) return;
        seen.add(event.id);
        handle(event);
    });
});

function handle(event) {
    const order = event.data.reference ?? '-';
    console.log(`verified ${event.type} ${order}`);
    const paid = event.type === 'session.paid' || event.type === 'session.paid_late';
    if (paid && order === reference) {
        console.log(`fulfil ${order}: ${event.data.fiat.amount} ${event.data.fiat.currency}`);
        stop(0);
    }
}

async function stop(status) {
    clearTimeout(patience);
    await client.webhookEndpoints.delete(endpoint.id);
    server.close();
    server.closeAllConnections();
    process.exitCode = status;
}

const patience = setTimeout(() => {
    console.error(`${reference} was not paid within ten minutes`);
    stop(1);
}, 600_000);

server.listen(0, '127.0.0.1', async () => {
    endpoint = await client.webhookEndpoints.create({
        url: `http://127.0.0.1:${server.address().port}/webhooks/crypto`,
        events: ['session.detected', 'session.paid', 'session.paid_late'],
        description: 'The receiver of the quick start',
    });
    console.log(`listening as ${endpoint.id}`);
});
