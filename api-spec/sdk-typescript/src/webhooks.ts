import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConnectionEvent, EventType, FundsEvent, SessionEvent, TestEvent } from './generated/types.gen.js';

/** What a webhook carries; `type` tells which object `data` is. */
export type WebhookEvent =
    | Typed<SessionEvent, Extract<EventType, `session.${string}`>>
    | Typed<FundsEvent, 'funds.unmatched'>
    | Typed<ConnectionEvent, 'app.connected' | 'app.disconnected'>
    | Typed<TestEvent, 'webhook.test'>;

type Typed<E, T extends EventType> = Omit<E, 'type'> & { type: T };

/** A delivery, as it arrived. */
export interface WebhookDeliveryInput {
    /** The raw body, before any JSON parser has seen it. */
    payload: string | Uint8Array;
    /** The `X-Webhook-Signature` header. */
    signature: string | readonly string[] | null | undefined;
    /** The endpoint's secret, the whole `whsec_…` string; several while you rotate. */
    secret: string | readonly string[];
    /** How far the signature's time may be off, in seconds, either way; 300 unless told. */
    toleranceSeconds?: number;
    /** The time to judge by; the machine's clock unless told. */
    now?: Date;
}

/** Why a delivery was refused. */
export type WebhookRefusal = 'malformed_signature' | 'outside_tolerance' | 'signature_mismatch' | 'malformed_payload';

/** The delivery is not one of your endpoint's, or not a fresh one. Answer 400 and do nothing. */
export class WebhookVerificationError extends Error {
    override name = 'WebhookVerificationError';
    readonly reason: WebhookRefusal;

    constructor(reason: WebhookRefusal, message: string) {
        super(message);
        this.reason = reason;
    }
}

/**
 * Checks that a delivery was signed with your endpoint's secret, and hands back its event.
 *
 * The header reads `t=<unix seconds>,v1=<hex>[,v1=<hex>]`: HMAC-SHA256 over `<t>.<raw body>`, keyed with the whole `whsec_…`
 * string, one `v1` per secret that is valid at the time.
 *
 * @throws WebhookVerificationError where it is not
 */
export function verifyWebhook(input: WebhookDeliveryInput): WebhookEvent {
    const secrets = typeof input.secret === 'string' ? [input.secret] : input.secret;
    if (secrets.length === 0 || secrets.some((secret) => !secret)) {
        throw new TypeError('secret must be the whsec_… string of your webhook endpoint; it is empty.');
    }
    const { time, signatures } = parseHeader(input.signature);
    const seconds = (input.now ?? new Date()).getTime() / 1000;
    if (Math.abs(seconds - Number(time)) > (input.toleranceSeconds ?? 300)) {
        throw new WebhookVerificationError('outside_tolerance', 'The signature is too old or from the future. Check the clock of this machine.');
    }
    const expected = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.`).update(input.payload).digest());
    // Every pair is compared, in constant time, so that the time taken tells nothing.
    const matches = expected.flatMap((mac) => signatures.map((signature) => timingSafeEqual(mac, signature)));
    if (!matches.includes(true)) {
        throw new WebhookVerificationError(
            'signature_mismatch',
            'No signature matches. Pass the raw body, not parsed and written again, and the secret of this endpoint.',
        );
    }
    return parseEvent(input.payload);
}

function parseHeader(header: WebhookDeliveryInput['signature']): { time: string; signatures: Buffer[] } {
    const malformed = new WebhookVerificationError(
        'malformed_signature',
        'X-Webhook-Signature is missing or not of the form t=<unix seconds>,v1=<hex>.',
    );
    if (typeof header !== 'string') throw malformed;
    const times: string[] = [];
    const signatures: Buffer[] = [];
    for (const part of header.split(',')) {
        const [key, value] = part.trim().split('=', 2);
        if (key === 't' && value !== undefined) times.push(value);
        // Other keys belong to schemes to come.
        if (key === 'v1' && value !== undefined && /^[0-9a-f]{64}$/.test(value)) signatures.push(Buffer.from(value, 'hex'));
    }
    const [time] = times;
    if (time === undefined || times.length > 1 || !/^\d{1,12}$/.test(time) || signatures.length === 0) throw malformed;
    return { time, signatures };
}

function parseEvent(payload: string | Uint8Array): WebhookEvent {
    try {
        const event: unknown = JSON.parse(typeof payload === 'string' ? payload : new TextDecoder().decode(payload));
        if ((event as { object?: unknown } | null)?.object === 'event') return event as WebhookEvent;
    } catch {
        // Falls through to the refusal.
    }
    throw new WebhookVerificationError('malformed_payload', 'The body is signed, but it is not an event.');
}
