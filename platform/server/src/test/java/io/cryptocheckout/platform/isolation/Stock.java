package io.cryptocheckout.platform.isolation;

import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.KeyRing;
import io.cryptocheckout.platform.access.MadeOrganizationKey;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.access.NewOrganizationKey;
import io.cryptocheckout.platform.access.OrganizationKeys;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.NewSession;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.journey.Grants;
import io.cryptocheckout.platform.journey.Receiver;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.wallet.Custody;
import io.cryptocheckout.platform.wallet.NewWallet;
import io.cryptocheckout.platform.wallet.WalletConfirmation;
import io.cryptocheckout.platform.wallet.WalletProposal;
import io.cryptocheckout.platform.wallet.Wallets;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import io.cryptocheckout.platform.refusal.Refused;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes what a shop holds: payments, endpoints, keys, wallets. Its people come from {@link Staff}. */
final class Stock {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Shop shop;
    private final Staff staff;
    private final Rows rows;
    private final ShopApps apps;
    private final Grants grants;
    private final Receiver receiver = new Receiver();

    Stock(Shop shop) {
        this.shop = shop;
        this.rows = new Rows(shop.run);
        this.grants = new Grants(shop.run.superuser());
        this.staff = new Staff(shop, rows);
        this.apps = new ShopApps(shop);
    }

    /** Brings a wallet for each mode. */
    void open() {
        for (boolean livemode : new boolean[]{false, true}) {
            AccountPrivateKey account = account(livemode);
            WalletProposal proposal = propose(account, livemode);
            wallets().confirm(shop.caller(livemode), proposal.id(),
                    livemode
                            ? WalletConfirmation.signed("0x" + HexFormat.of().formatHex(account.signPersonal(0, proposal.challenge())))
                            : WalletConfirmation.bySight());
        }
    }

    /** What an app was granted, with every scope that it can have but these. */
    Grants.Granted granted(boolean livemode, Set<Permission> without) {
        return grants.connect(shop.caller(livemode).scope(), shop.person().id(), grantable(without));
    }

    /** The token that the organization's app got for itself. */
    String appToken() {
        return grants.ofApp(apps.own(receiver.url()));
    }

    UUID app() {
        return apps.own(receiver.url());
    }

    private Grants.Granted installed() {
        return grants.connect(apps.own(receiver.url()), shop.caller(false).scope(), shop.person().id(), Set.of(Permission.STORE_READ));
    }

    private static Set<Permission> grantable(Set<Permission> without) {
        return Arrays.stream(Permission.values()).filter(Permission::grantable).filter(one -> !without.contains(one))
                .collect(Collectors.toUnmodifiableSet());
    }

    String key(boolean livemode, Set<Permission> without) {
        Set<Permission> scopes = grantable(without);
        return shop.run.context.getBean(ApiKeys.class).create(shop.caller(livemode), new NewApiKey("Shop", scopes, List.of(), null))
                .secret();
    }

    MadeOrganizationKey organizationKey(boolean livemode) {
        return shop.run.context.getBean(OrganizationKeys.class).create(shop.person(), new KeyRing(shop.organization, livemode),
                new NewOrganizationKey("Shop " + UUID.randomUUID(), List.of(), null));
    }

    String fresh(Kind kind, boolean livemode) {
        return switch (kind) {
            case SESSION -> livemode ? kind.format(copyIntoLive(session())) : kind.format(session());
            case UNDERPAID -> kind.format(underpaid());
            case ENDPOINT -> kind.format(endpoint(livemode));
            case DELIVERY -> kind.format(delivery(livemode));
            case EVENT -> kind.format(event(livemode));
            case API_KEY -> kind.format(shop.run.context.getBean(ApiKeys.class)
                    .create(shop.caller(livemode), new NewApiKey("Shop", Set.of(Permission.SESSIONS_READ), List.of(), null)).key().id());
            case GRANT -> kind.format(granted(livemode, Set.of()).id());
            case OWN_APP -> kind.format(app());
            case INSTALL -> kind.format(installed().id());
            case APP_EVENT -> kind.format(grants.told(installed(), shop.caller(false).scope()));
            case ORGANIZATION_KEY -> kind.format(organizationKey(livemode).key().id());
            case APP -> kind.format(apps.make());
            case APP_SECRET -> kind.format(apps.secret());
            case ROLLED_SECRET -> kind.format(apps.rolled());
            case WALLET -> kind.format(propose(account(livemode), livemode).id());
            case FUNDS -> kind.format(funds());
            case STORE -> kind.format(shop.storeId);
            case STRANGERS_STORE -> shop.strangersStore();
            case ORGANIZATION -> kind.format(shop.organization);
            case AGENCY -> kind.format(shop.agency);
            case REFERENCE -> ofSession(livemode, "reference");
            case ADDRESS -> ofSession(livemode, "'0x' || encode(address, 'hex')");
            case TRANSACTION -> rows.one("select '0x' || encode(tx_hash, 'hex') from checkout.payment where store_id = ? limit 1",
                    shop.storeId);
            case MEMBER, SEAT, ROLE, INVITATION, ACCESS, ASKED_ACCESS, NEW_AGENCY, BROWSER, PASSKEY -> staff.fresh(kind);
        };
    }

    /** Waits until nothing of the shop is under way any more. */
    void settle() {
        rows.execute("update events.delivery set status = 'abandoned', due_at = null, leased_until = null where status = 'pending'"
                + " and livemode and store_id = ?", shop.storeId);
        await("every delivery has come to its end").atMost(PATIENCE).until(() -> rows
                .one("select count(*)::text from events.delivery where status = 'pending' and store_id = ?", shop.storeId).equals("0"));
    }

    private Wallets wallets() {
        return shop.run.context.getBean(Wallets.class);
    }

    private static AccountPrivateKey account(boolean livemode) {
        return Mnemonic.random(new SecureRandom()).account(AccountPath.standard(livemode));
    }

    private WalletProposal propose(AccountPrivateKey account, boolean livemode) {
        return wallets().propose(shop.caller(livemode), new NewWallet(account.publicKey().encode(), Custody.WATCH_ONLY, null));
    }

    private UUID session() {
        return Kind.SESSION.parse(opened().get("id").asString());
    }

    /** The pool of a new wallet fills within moments of its first use. */
    private JsonNode opened() {
        Details details = new Details("order-" + UUID.randomUUID(), null, Map.of(), null, null);
        NewSession wanted = new NewSession(Fiat.parse("50.00", "USD", "amount"), 604_800, null, false, details);
        return await("a session is opened").atMost(PATIENCE).until(() -> {
            try {
                return JSON.readTree(shop.run.context.getBean(Checkout.class).open(shop.caller(false), wanted, null).body());
            } catch (Refused notYet) {
                return JSON.createObjectNode();
            }
        }, made -> made.has("id"));
    }

    /** No network of live mode is reached on a developer's machine, so the row is made from one that came by the API. */
    private UUID copyIntoLive(UUID session) {
        return UUID.fromString(rows.one("""
                insert into checkout.session select (jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'livemode', true,
                    'address', '\\x' || substring(encode(sha256(uuidv7()::text::bytea), 'hex') for 40), 'due_at', null,
                    'reference', 'live-' || s.reference))).*
                from checkout.session s where store_id = ? and id = ? returning id::text""", shop.storeId, session));
    }

    private UUID underpaid() {
        JsonNode made = opened();
        UUID id = Kind.SESSION.parse(made.get("id").asString());
        BigInteger due = new BigInteger(made.get("amount").get("wei").asString());
        shop.run.chain.pay(made.get("address").asString(), due.divide(BigInteger.TWO));
        await("half of it has arrived").atMost(PATIENCE).until(
                () -> rows.one("select status from checkout.session where store_id = ? and id = ?", shop.storeId, id), "underpaid"::equals);
        return id;
    }

    /** A store may have a few only: those that were made for one act make room again. */
    private UUID endpoint(boolean livemode) {
        WebhookEndpoints endpoints = shop.run.context.getBean(WebhookEndpoints.class);
        List<EndpointView> there = endpoints.list(shop.caller(livemode));
        there.subList(0, Math.max(0, there.size() - 1)).forEach(one -> endpoints.delete(shop.caller(livemode), one.id()));
        return endpoints.create(shop.caller(livemode),
                new NewEndpoint(livemode ? "https://shop.example.com/hook" : receiver.url(), null, List.of("*"))).endpoint().id();
    }

    /** As if the app had made the endpoint. */
    void give(String endpoint, UUID grant) {
        rows.execute("update events.webhook_endpoint set grant_id = ? where store_id = ? and id = ?", grant, shop.storeId,
                Kind.ENDPOINT.parse(endpoint));
    }

    private UUID delivery(boolean livemode) {
        UUID endpoint = Kind.ENDPOINT.parse(shop.name(Kind.ENDPOINT, livemode));
        return shop.run.context.getBean(Deliveries.class).sendTest(shop.caller(livemode), endpoint, "session.paid").id();
    }

    private UUID event(boolean livemode) {
        return UUID.fromString(rows.one(
                """
                select id::text from events.event e where store_id = ? and livemode = ?
                order by not exists (select from events.delivery d where d.store_id = e.store_id and d.event_id = e.id), sample, id limit 1""",
                shop.storeId, livemode));
    }

    private UUID funds() {
        return UUID.fromString(rows.one("""
                insert into checkout.unmatched_funds (store_id, livemode, id, address, transfer_key, reason, chain_id, block_hash,
                    block_number, log_index, amount, happened_at, created_at)
                values (?, false, uuidv7(), decode(repeat('ab', 20), 'hex'), uuidv7()::text, 'no_session', 31337,
                    decode(repeat('cd', 32), 'hex'), 1, 1, 1, now(), now()) returning id::text""", shop.storeId));
    }

    private String ofSession(boolean livemode, String column) {
        return rows.one("select " + column + " from checkout.session where store_id = ? and livemode = ? order by id limit 1",
                shop.storeId, livemode);
    }
}
