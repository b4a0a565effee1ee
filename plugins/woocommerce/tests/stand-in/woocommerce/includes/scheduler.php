<?php
// Scheduled actions in a table, with the ways of the real ones that plugins stumble over.

declare(strict_types=1);

/** The table of actions and what is due in it. */
final class Stand_In_Scheduler {
	public static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'stand_in_action';
	}

	public static function install(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$table = self::table();
		dbDelta(
			"CREATE TABLE {$table} (
			id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
			hook varchar(191) NOT NULL,
			arguments longtext NOT NULL,
			group_name varchar(191) NOT NULL,
			status varchar(20) NOT NULL,
			due bigint(20) NOT NULL,
			every bigint(20) NOT NULL,
			PRIMARY KEY  (id),
			KEY waiting (status,due)
			) {$wpdb->get_charset_collate()};"
		);
	}

	/** @return int the new action's id, 0 before the scheduler is up */
	public static function add( int $due, int $every, string $hook, array $arguments, string $group, bool $unique ): int {
		global $wpdb;
		if ( ! self::is_up() ) {
			return 0;
		}
		// The trap: "unique" looks at the hook and the group, not at the arguments; another order's action is dropped, with an id as if it stood.
		$same = self::find( $hook, null, $group );
		if ( $unique && $same ) {
			return (int) $same[0]->id + 1;
		}
		$wpdb->insert( self::table(), array( 'hook' => $hook, 'arguments' => wp_json_encode( array_values( $arguments ) ), 'group_name' => $group, 'status' => 'pending', 'due' => $due, 'every' => $every ) );
		return (int) $wpdb->insert_id;
	}

	public static function is_up(): bool {
		if ( did_action( 'action_scheduler_init' ) ) {
			return true;
		}
		_doing_it_wrong( 'as_', 'Scheduled actions are up from action_scheduler_init on, which is at init.', '3.1.6' );
		return false;
	}

	/** @return object[] pending or running actions, soonest first; null for any arguments */
	public static function find( string $hook, $arguments, string $group ): array {
		global $wpdb;
		$rows = $wpdb->get_results( $wpdb->prepare( 'SELECT * FROM ' . self::table() . " WHERE hook = %s AND status IN ('pending','running') ORDER BY due, id", $hook ) );
		return array_values(
			array_filter(
				$rows,
				function ( $row ) use ( $arguments, $group ) {
					return ( '' === $group || $row->group_name === $group ) && ( null === $arguments || wp_json_encode( array_values( $arguments ) ) === $row->arguments );
				}
			)
		);
	}

	/** Runs what is due; each action is claimed by one runner only. */
	public static function run(): void {
		global $wpdb;
		$due = $wpdb->get_results( $wpdb->prepare( 'SELECT * FROM ' . self::table() . " WHERE status = 'pending' AND due <= %d ORDER BY due, id LIMIT 100", time() ) );
		foreach ( $due as $row ) {
			if ( 1 === $wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . " SET status = 'running' WHERE id = %d AND status = 'pending'", $row->id ) ) ) {
				self::execute( $row );
			}
		}
	}

	private static function execute( $row ): void {
		global $wpdb;
		$status = 'complete';
		try {
			if ( ! has_action( $row->hook ) ) {
				throw new Exception( 'Nobody does ' . $row->hook );
			}
			do_action_ref_array( $row->hook, json_decode( $row->arguments, true ) );
		} catch ( Throwable $e ) {
			// As in the real one, a failed action is noted and not tried again.
			$status = 'failed';
			wc_get_logger()->error( $row->hook . ': ' . $e->getMessage(), array( 'source' => 'stand-in-actions' ) );
		}
		$wpdb->update( self::table(), array( 'status' => $status ), array( 'id' => $row->id ) );
		if ( (int) $row->every > 0 ) {
			self::add( time() + (int) $row->every, (int) $row->every, $row->hook, json_decode( $row->arguments, true ), $row->group_name, false );
		}
	}
}

add_action(
	'init',
	function () {
		do_action( 'action_scheduler_init' );
		if ( ! wp_next_scheduled( 'action_scheduler_run_queue', array( 'WP Cron' ) ) ) {
			wp_schedule_event( time(), 'every_minute', 'action_scheduler_run_queue', array( 'WP Cron' ) );
		}
	},
	1
);
add_filter(
	'cron_schedules',
	function ( $schedules ) {
		$schedules['every_minute'] = array( 'interval' => 60, 'display' => 'Every minute' );
		return $schedules;
	}
);
add_action( 'action_scheduler_run_queue', array( 'Stand_In_Scheduler', 'run' ) );

function as_enqueue_async_action( $hook, $args = array(), $group = '', $unique = false, $priority = 10 ) {
	return Stand_In_Scheduler::add( 0, 0, $hook, $args, $group, $unique );
}

function as_schedule_single_action( $timestamp, $hook, $args = array(), $group = '', $unique = false, $priority = 10 ) {
	return Stand_In_Scheduler::add( (int) $timestamp, 0, $hook, $args, $group, $unique );
}

function as_schedule_recurring_action( $timestamp, $interval_in_seconds, $hook, $args = array(), $group = '', $unique = false, $priority = 10 ) {
	return Stand_In_Scheduler::add( (int) $timestamp, (int) $interval_in_seconds, $hook, $args, $group, $unique );
}

function as_has_scheduled_action( $hook, $args = null, $group = '' ) {
	return Stand_In_Scheduler::is_up() && array() !== Stand_In_Scheduler::find( $hook, $args, $group );
}

function as_unschedule_all_actions( $hook, $args = array(), $group = '' ) {
	global $wpdb;
	if ( '' === $hook ) {
		$wpdb->update( Stand_In_Scheduler::table(), array( 'status' => 'canceled' ), array( 'group_name' => $group, 'status' => 'pending' ) );
		return;
	}
	// Any arguments only where the hook stands alone; with a group, no arguments are meant when none are given.
	foreach ( Stand_In_Scheduler::find( $hook, array() === $args && '' === $group ? null : $args, $group ) as $row ) {
		$wpdb->update( Stand_In_Scheduler::table(), array( 'status' => 'canceled' ), array( 'id' => $row->id ) );
	}
}
