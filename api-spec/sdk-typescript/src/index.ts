import { Resources } from './generated/resources.js';
import { Transport, type ClientOptions } from './transport.js';

/** The API of one store in one mode, as its key decides. Make one per process and share it. */
export class CheckoutClient extends Resources {
    constructor(options: ClientOptions) {
        super(new Transport(options));
    }
}

export type { Answered, Change, ClientOptions, Read } from './transport.js';
export { Pages, type Page } from './pages.js';
export * from './errors.js';
export * from './webhooks.js';
export type * from './generated/types.gen.js';
