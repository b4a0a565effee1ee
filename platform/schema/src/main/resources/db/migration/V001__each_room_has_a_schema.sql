-- One schema per room: only that room's code names its tables, and a grant to a role is a decision of that room's own migration.
-- Seeing a schema gives no right to any table in it.
create schema tenancy;
create schema access;
create schema request;
create schema wallet;
create schema chain;
create schema checkout;
create schema events;
create schema pricing;
create schema mail;
create schema audit;
create schema sealing;
create schema outbound;

grant usage on schema tenancy, access, request, wallet, chain, checkout, events, pricing, mail, audit, sealing, outbound to ${app}, ${worker};
