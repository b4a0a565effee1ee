package io.cryptocheckout.platform.checkout.page;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckoutPageProperties.class)
class CheckoutPageConfiguration {
}
