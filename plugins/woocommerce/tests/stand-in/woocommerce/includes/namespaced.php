<?php
// Classes of WooCommerce's namespaces that plugins meet.

declare(strict_types=1);

namespace Automattic\WooCommerce\Utilities {

	/** Which features a plugin says it works with. */
	class FeaturesUtil {
		/** @var array<string,array<string,bool>> by feature, then plugin */
		private static $declared = array();

		/** Takes a declaration; answers whether it came in time, which is during before_woocommerce_init. */
		public static function declare_compatibility( string $feature, string $file, bool $positive = true ): bool {
			if ( ! doing_action( 'before_woocommerce_init' ) ) {
				_doing_it_wrong( __METHOD__, 'Compatibility is declared during before_woocommerce_init.', '7.0' );
				return false;
			}
			self::$declared[ $feature ][ plugin_basename( $file ) ] = $positive;
			return true;
		}

		/** @return array<string,bool> plugins that said anything about this feature */
		public static function declared( string $feature ): array {
			return isset( self::$declared[ $feature ] ) ? self::$declared[ $feature ] : array();
		}
	}

	/** Where orders lie. */
	class OrderUtil {
		public static function custom_orders_table_usage_is_enabled(): bool {
			return 'yes' === get_option( 'woocommerce_custom_orders_table_enabled' );
		}
	}
}

namespace Automattic\WooCommerce\Blocks\Payments\Integrations {

	/** A payment method's side of the block checkout. */
	abstract class AbstractPaymentMethodType {
		protected $name     = '';
		protected $settings = array();

		public function get_name() {
			return $this->name;
		}

		public function is_active() {
			return true;
		}

		public function get_payment_method_script_handles() {
			return array();
		}

		public function get_payment_method_data() {
			return array();
		}

		abstract public function initialize();
	}
}

namespace Automattic\WooCommerce\Blocks\Payments {

	/** The payment methods that registered for the block checkout. */
	final class PaymentMethodRegistry {
		/** @var array<string,Integrations\AbstractPaymentMethodType> */
		private $methods = array();

		public function register( $method ) {
			$this->methods[ $method->get_name() ] = $method;
			$method->initialize();
			return true;
		}

		/** @return Integrations\AbstractPaymentMethodType[] those that may be chosen */
		public function get_all_active_registered() {
			return array_filter(
				$this->methods,
				function ( $method ) {
					return $method->is_active();
				}
			);
		}
	}
}
