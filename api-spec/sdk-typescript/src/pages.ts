/** One page of a list. */
export interface Page<T> {
    object: 'list';
    data: T[];
    hasMore: boolean;
    nextCursor: string | null;
}

/**
 * A list. Await it for its first page, or iterate over it for every object of every page:
 *
 *     for await (const session of client.checkoutSessions.list({ status: ['paid'] })) { … }
 */
export class Pages<T> implements PromiseLike<Page<T>>, AsyncIterable<T> {
    readonly #fetch: (startingAfter: { startingAfter?: string }) => Promise<Page<T>>;

    constructor(fetch: (startingAfter: { startingAfter?: string }) => Promise<Page<T>>) {
        this.#fetch = fetch;
    }

    then<A = Page<T>, B = never>(
        fulfilled?: ((page: Page<T>) => A | PromiseLike<A>) | null,
        rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
        return this.#fetch({}).then(fulfilled, rejected);
    }

    /** Page by page. */
    async *pages(): AsyncGenerator<Page<T>, void, void> {
        let page = await this.#fetch({});
        yield page;
        while (page.hasMore && page.nextCursor !== null) {
            page = await this.#fetch({ startingAfter: page.nextCursor });
            yield page;
        }
    }

    /** Object by object; the next page is fetched when it is needed. */
    async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
        for await (const page of this.pages()) yield* page.data;
    }
}
