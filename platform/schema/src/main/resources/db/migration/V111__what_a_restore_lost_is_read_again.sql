-- A backup knows nothing of the addresses that were shown after it was made. Once they are derived and watched again, the blocks of the
-- lost hours are read once more for them: a balance would show ether, and nothing would show a token.

-- seen_at: when a node last found the database to be the recorded one. A restored backup brings back the value it had then, and so says from
-- when on knowledge is lost. lost_since: that value, kept when the restore was noticed.
alter table wallet.lineage add column seen_at timestamptz;
alter table wallet.lineage add column lost_since timestamptz;
update wallet.lineage set seen_at = coalesce((select max(updated_at) from chain.cursor), now());
alter table wallet.lineage alter column seen_at set not null;

-- Blocks that are to be read again, one row per network. wanted_since: the block time from which on, asked for and not begun. next_number
-- to last_number: what is left of the reading under way; it moves in the transaction that writes what was found. A wish that comes
-- meanwhile begins when the reading under way is done, so that wishes that keep coming never keep it from ending.
create table chain.look_back (
    chain_id bigint primary key,
    wanted_since timestamptz,
    next_number bigint,
    last_number bigint,
    check ((next_number is null) = (last_number is null)),
    check (next_number <= last_number)
);

grant select, insert, update on chain.look_back to ${worker};
