-- A storefront that registered itself by a one-time token proved no site: it is for the stores of the organization that made the token.
-- Null for what proved its site, and for what developers registered.
alter table oauth.app add column registered_for uuid references tenancy.organization (id);
-- What the operator looked at is no longer what is shown once its developers change it.
grant update (verified) on oauth.app to ${worker};
