-- The three roles of a Crypto Checkout database, to be run once by a superuser in the (empty) database before the first start.
-- Running it again changes nothing. It sets no passwords: give each role its own with ALTER ROLE ... PASSWORD.
-- The owner runs the migrations; the app role serves requests inside one store; the worker role claims due rows of all stores.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['checkout_owner', 'checkout_app', 'checkout_worker'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', role_name);
        end if;
    end loop;
    execute format('grant connect, create on database %I to checkout_owner', current_database());
    execute format('grant connect on database %I to checkout_app, checkout_worker', current_database());
end
$$;
