-- The roles of a Crypto Checkout database, to be run by a superuser in the (empty) database before the first start, and again before a
-- version that brings another role. Running it again changes nothing. It sets no passwords: give each role that signs in its own with
-- ALTER ROLE ... PASSWORD.
-- The owner runs the migrations; the app role serves requests inside one store; the worker role claims due rows of all stores. The
-- operator role never signs in: the worker steps into it, and out of its own rights, for one transaction of the operators' console.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['checkout_owner', 'checkout_app', 'checkout_worker'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', role_name);
        end if;
    end loop;
    if not exists (select from pg_roles where rolname = 'checkout_operator') then
        create role checkout_operator nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    grant checkout_operator to checkout_worker with inherit false, set true;
    execute format('grant connect, create on database %I to checkout_owner', current_database());
    execute format('grant connect on database %I to checkout_app, checkout_worker', current_database());
end
$$;
