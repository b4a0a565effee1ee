-- Mail to people, written in the transaction that gives the reason for it and sent afterwards by a loop. It belongs to the platform
-- and to no store: the application may write a message and never read one.
create table mail.message (
    id uuid primary key,
    recipient text not null,
    subject text not null,
    body text not null,
    status text not null default 'pending' check (status in ('pending', 'sent', 'abandoned')),
    due_at timestamptz check ((due_at is not null) = (status = 'pending')),
    attempts integer not null default 0,
    last_error text,
    created_at timestamptz not null,
    sent_at timestamptz
);
create index message_due on mail.message (due_at) where due_at is not null;

grant insert on mail.message to ${app};
grant select, insert on mail.message to ${worker};
grant update (status, due_at, attempts, last_error, sent_at) on mail.message to ${worker};
