package io.cryptocheckout.platform.operators;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the room's setting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperatorsProperties.class)
class OperatorsConfiguration {}
