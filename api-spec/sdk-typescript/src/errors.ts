import type { ErrorType, FieldProblem } from './generated/types.gen.js';

/** The root of everything this SDK throws on its own account. */
export class CheckoutError extends Error {
    override name = 'CheckoutError';
}

/** There was no answer: the connection failed or took too long. The change may or may not have happened. */
export class ConnectionFailure extends CheckoutError {
    override name = 'ConnectionFailure';
}

/** The API answered with an error object. `type` and `code` are stable; `message` is for people. */
export class ApiRefusal extends CheckoutError {
    override name = 'ApiRefusal';
    /** The HTTP status. */
    readonly status: number;
    /** The family of the refusal; each has a class of its own. */
    readonly type: ErrorType;
    /** What exactly, as the error catalogue lists it. */
    readonly code: string;
    /** The field, query parameter or header at fault. */
    readonly param: string | undefined;
    /** Names the answer in the platform's logs. */
    readonly requestId: string | undefined;
    /** Every fault found, where there are several. */
    readonly errors: FieldProblem[];
    /** How long to wait before trying again, in milliseconds, where the platform said so. */
    readonly retryAfterMs: number | undefined;

    constructor(details: RefusalDetails) {
        super(details.message);
        this.status = details.status;
        this.type = details.type;
        this.code = details.code;
        this.param = details.param;
        this.requestId = details.requestId;
        this.errors = details.errors;
        this.retryAfterMs = details.retryAfterMs;
    }
}

interface RefusalDetails {
    status: number;
    type: ErrorType;
    code: string;
    message: string;
    param: string | undefined;
    requestId: string | undefined;
    errors: FieldProblem[];
    retryAfterMs: number | undefined;
}

/** 401: no key, or one that is not valid. */
export class AuthenticationError extends ApiRefusal {
    override name = 'AuthenticationError';
}
/** 403: the key lacks a scope, the store is suspended, or its plan is used up; `code` says which. */
export class PermissionError extends ApiRefusal {
    override name = 'PermissionError';
}
/** 400, 413, 415: something in the request is wrong; `param` names it. */
export class InvalidRequestError extends ApiRefusal {
    override name = 'InvalidRequestError';
}
/** 404: no such object in this store and mode. */
export class NotFoundError extends ApiRefusal {
    override name = 'NotFoundError';
}
/** 409: the request contradicts the object's state, or the use of its idempotency key. */
export class ConflictError extends ApiRefusal {
    override name = 'ConflictError';
}
/** 429: too many requests, and the retries did not help. */
export class RateLimitedError extends ApiRefusal {
    override name = 'RateLimitedError';
}
/** 500: a fault of the platform. */
export class ServerError extends ApiRefusal {
    override name = 'ServerError';
}
/** 503: something is not available at the moment, a price for example. */
export class UnavailableError extends ApiRefusal {
    override name = 'UnavailableError';
}

const CLASSES: Record<ErrorType, new (details: RefusalDetails) => ApiRefusal> = {
    authentication: AuthenticationError,
    permission: PermissionError,
    invalid_request: InvalidRequestError,
    not_found: NotFoundError,
    conflict: ConflictError,
    rate_limited: RateLimitedError,
    server: ServerError,
    unavailable: UnavailableError,
};

/** The typed error of an answer that is no success. */
/** @internal */
export function refusalOf(answer: Response, body: unknown): ApiRefusal {
    const told = (body as { error?: Partial<RefusalDetails> } | undefined)?.error;
    const known = typeof told?.type === 'string' && Object.hasOwn(CLASSES, told.type);
    const type = known ? (told.type as ErrorType) : typeOf(answer.status);
    return new CLASSES[type]({
        status: answer.status,
        type,
        code: told?.code ?? 'unreadable_answer',
        message: told?.message ?? `The answer (status ${answer.status}) is not one of the API. Is baseUrl right, and is a proxy in between?`,
        param: told?.param,
        requestId: told?.requestId ?? answer.headers.get('request-id') ?? undefined,
        errors: told?.errors ?? [],
        retryAfterMs: retryAfterOf(answer.headers.get('retry-after')),
    });
}

function typeOf(status: number): ErrorType {
    switch (status) {
        case 401:
            return 'authentication';
        case 403:
            return 'permission';
        case 404:
            return 'not_found';
        case 409:
            return 'conflict';
        case 429:
            return 'rate_limited';
        case 502:
        case 503:
        case 504:
            return 'unavailable';
        default:
            return status >= 400 && status < 500 ? 'invalid_request' : 'server';
    }
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterOf(header: string | null): number | undefined {
    if (header === null) return undefined;
    if (/^\d+$/.test(header)) return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
