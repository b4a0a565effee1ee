// Compiled, never run: what an integrator writes must be understood by the types, and nonsense must not.
import { CheckoutClient, InvalidRequestError, type CheckoutSession, type WebhookEvent } from '@crypto-checkout/sdk';
import { verifyWebhook } from '@crypto-checkout/sdk/webhooks';

const client = new CheckoutClient({ apiKey: 'ck_test_key', baseUrl: 'http://127.0.0.1:8080' });

export async function open(): Promise<string> {
    const session: CheckoutSession = await client.checkoutSessions.create(
        { amount: { value: '50.00', currency: 'USD' }, metadata: { orderId: '001' }, successUrl: 'https://shop.example.com/success' },
        { idempotencyKey: 'order-001-v1' },
    );
    const required: number | 'finalized' = session.confirmations.required;
    return `${session.checkoutUrl} ${required} ${session.reference?.length ?? 0}`;
}

export function receive(payload: string, signature: string | undefined, secret: string): string | undefined {
    const event: WebhookEvent = verifyWebhook({ payload, signature, secret });
    switch (event.type) {
        case 'session.paid':
        case 'session.paid_late':
            return event.data.metadata['orderId'];
        case 'funds.unmatched':
            return event.data.reason;
        case 'app.connected':
        case 'app.disconnected':
            return event.data.storeId;
        case 'webhook.test':
            return event.data.message;
        default:
            return event.data.status;
    }
}

export async function whoMayDoWhat(): Promise<string[]> {
    const store = await client.store.retrieve();
    const seconds: number = store.sessionDefaults.expiresInSeconds;
    const lines = [`${store.id} ${seconds}`];
    for await (const person of client.teamMembers.list()) if (person.role === 'owner' && person.active) lines.push(person.email ?? person.id);
    for await (const entry of client.auditEntries.list({ action: 'member.', byAgency: false })) lines.push(`${entry.actor.label} ${entry.action}`);
    for await (const one of client.stores.list()) if (one.relation === 'client' && one.health.unmatchedFunds !== null) lines.push(one.name);
    return lines;
}

export async function wrong(): Promise<void> {
    // @ts-expect-error Money is a string.
    await client.checkoutSessions.create({ amount: { value: 50, currency: 'USD' } });
    // @ts-expect-error There is no such field.
    await client.checkoutSessions.create({ amount: { value: '50.00', currency: 'USD' }, meta: {} });
    // @ts-expect-error There is no such state.
    await client.checkoutSessions.list({ status: ['overpaid'] });
    // @ts-expect-error There is no such filter.
    await client.auditEntries.list({ actor: 'acct_1' });
    // @ts-expect-error A reason is needed.
    await client.checkoutSessions.resolve('cs_1', {});
}

export const isOurs = (failure: unknown): string | undefined => (failure instanceof InvalidRequestError ? failure.param : undefined);
