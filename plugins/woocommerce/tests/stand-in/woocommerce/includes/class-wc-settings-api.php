<?php
// Settings that are described by fields, shown as a form and kept in one option.

declare(strict_types=1);

/** What gateways and their settings forms are built on. */
abstract class WC_Settings_API {
	public $plugin_id   = 'woocommerce_';
	public $id          = '';
	public $errors      = array();
	public $settings    = array();
	public $form_fields = array();

	public function get_form_fields() {
		return apply_filters( 'woocommerce_settings_api_form_fields_' . $this->id, $this->form_fields );
	}

	public function init_form_fields() {}

	public function get_option_key() {
		return $this->plugin_id . $this->id . '_settings';
	}

	public function init_settings() {
		$defaults = array();
		foreach ( $this->get_form_fields() as $key => $field ) {
			$defaults[ $key ] = isset( $field['default'] ) ? $field['default'] : '';
		}
		$stored         = get_option( $this->get_option_key(), null );
		$this->settings = is_array( $stored ) ? $stored : $defaults;
	}

	public function get_option( $key, $empty_value = null ) {
		if ( empty( $this->settings ) ) {
			$this->init_settings();
		}
		if ( ! isset( $this->settings[ $key ] ) ) {
			$fields                 = $this->get_form_fields();
			$this->settings[ $key ] = isset( $fields[ $key ]['default'] ) ? $fields[ $key ]['default'] : '';
		}
		return null !== $empty_value && '' === $this->settings[ $key ] ? $empty_value : $this->settings[ $key ];
	}

	public function update_option( $key, $value = '' ) {
		if ( empty( $this->settings ) ) {
			$this->init_settings();
		}
		$this->settings[ $key ] = $value;
		return update_option( $this->get_option_key(), apply_filters( 'woocommerce_settings_api_sanitized_fields_' . $this->id, $this->settings ), 'yes' );
	}

	public function get_post_data() {
		return wp_unslash( $_POST );
	}

	public function get_field_key( $key ) {
		return $this->plugin_id . $this->id . '_' . $key;
	}

	public function get_field_type( $field ) {
		return empty( $field['type'] ) ? 'text' : $field['type'];
	}

	public function get_field_value( $key, $field, $post_data = array() ) {
		$posted = empty( $post_data ) ? $this->get_post_data() : $post_data;
		$name   = $this->get_field_key( $key );
		$value  = isset( $posted[ $name ] ) ? $posted[ $name ] : null;
		$type   = $this->get_field_type( $field );
		if ( is_callable( array( $this, 'validate_' . $key . '_field' ) ) ) {
			return $this->{'validate_' . $key . '_field'}( $key, $value );
		}
		if ( is_callable( array( $this, 'validate_' . $type . '_field' ) ) ) {
			return $this->{'validate_' . $type . '_field'}( $key, $value );
		}
		return $this->validate_text_field( $key, $value );
	}

	public function validate_text_field( $key, $value ) {
		return wp_kses_post( trim( (string) $value ) );
	}

	public function validate_textarea_field( $key, $value ) {
		return wp_kses_post( trim( (string) $value ) );
	}

	public function validate_checkbox_field( $key, $value ) {
		return null === $value ? 'no' : 'yes';
	}

	public function validate_select_field( $key, $value ) {
		return wc_clean( (string) $value );
	}

	public function process_admin_options() {
		$this->init_settings();
		foreach ( $this->get_form_fields() as $key => $field ) {
			try {
				$this->settings[ $key ] = $this->get_field_value( $key, $field );
			} catch ( Exception $e ) {
				$this->add_error( $e->getMessage() );
			}
		}
		$settings = apply_filters( 'woocommerce_settings_api_sanitized_fields_' . $this->id, $this->settings );
		return update_option( $this->get_option_key(), $settings, 'yes' );
	}

	public function add_error( $error ) {
		$this->errors[] = $error;
	}

	public function admin_options() {
		echo '<table class="form-table">' . $this->generate_settings_html( $this->get_form_fields(), false ) . '</table>';
	}

	public function generate_settings_html( $form_fields = array(), $echo = true ) {
		$html = '';
		foreach ( empty( $form_fields ) ? $this->get_form_fields() : $form_fields as $key => $field ) {
			$type  = $this->get_field_type( $field );
			$html .= method_exists( $this, 'generate_' . $type . '_html' ) ? $this->{'generate_' . $type . '_html'}( $key, $field ) : $this->row( $key, $field );
		}
		if ( $echo ) {
			echo $html;
			return '';
		}
		return $html;
	}

	private function row( string $key, array $field ): string {
		$id    = esc_attr( $this->get_field_key( $key ) );
		$about = empty( $field['description'] ) ? '' : '<p class="description">' . wp_kses_post( $field['description'] ) . '</p>';
		return '<tr><th scope="row" class="titledesc"><label for="' . $id . '">' . wp_kses_post( isset( $field['title'] ) ? $field['title'] : '' )
			. '</label></th><td class="forminp">' . $this->control( $id, $key, $field ) . $about . '</td></tr>';
	}

	private function control( string $id, string $key, array $field ): string {
		$value = (string) $this->get_option( $key );
		$named = 'id="' . $id . '" name="' . $id . '"' . $this->get_custom_attribute_html( $field );
		switch ( $this->get_field_type( $field ) ) {
			case 'checkbox':
				return '<label><input type="checkbox" value="1" ' . $named . ' ' . checked( $value, 'yes', false ) . '/> '
					. wp_kses_post( isset( $field['label'] ) ? $field['label'] : '' ) . '</label>';
			case 'select':
				$options = '';
				foreach ( (array) $field['options'] as $option => $label ) {
					$options .= '<option value="' . esc_attr( (string) $option ) . '" ' . selected( $value, (string) $option, false ) . '>' . esc_html( $label ) . '</option>';
				}
				return '<select ' . $named . '>' . $options . '</select>';
			case 'textarea':
				return '<textarea ' . $named . '>' . esc_textarea( $value ) . '</textarea>';
			default:
				return '<input type="' . esc_attr( $this->get_field_type( $field ) ) . '" value="' . esc_attr( $value ) . '" ' . $named . '/>';
		}
	}

	public function get_custom_attribute_html( $field ) {
		$html = '';
		foreach ( isset( $field['custom_attributes'] ) ? (array) $field['custom_attributes'] : array() as $name => $value ) {
			$html .= ' ' . esc_attr( $name ) . '="' . esc_attr( (string) $value ) . '"';
		}
		return $html . ( empty( $field['placeholder'] ) ? '' : ' placeholder="' . esc_attr( $field['placeholder'] ) . '"' );
	}
}
