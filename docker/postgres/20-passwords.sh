#!/bin/sh
# Gives the three roles their passwords, once, when the database is made.
set -e
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v owner="$CHECKOUT_OWNER_PASSWORD" -v app="$CHECKOUT_APP_PASSWORD" -v worker="$CHECKOUT_WORKER_PASSWORD" <<'SQL'
alter role checkout_owner password :'owner';
alter role checkout_app password :'app';
alter role checkout_worker password :'worker';
SQL
