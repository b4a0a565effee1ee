package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AccessProperties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.jdbc.config.annotation.SpringSessionDataSource;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sessions of signed-in people, kept in the database so that every node knows them. They belong to people and not to
 * stores, so the worker's role keeps them.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "access.spring_session", maxInactiveIntervalInSeconds = BrowserSessions.IDLE_SECONDS)
class BrowserSessions {
    static final String COOKIE = "checkout_session";
    /** A browser takes a cookie of this prefix only over HTTPS, for this host alone and every path (RFC 6265bis). */
    static final String SECURE_COOKIE = "__Host-" + COOKIE;
    static final int IDLE_SECONDS = 8 * 60 * 60;

    @Bean
    CookieSerializer sessionCookie(AccessProperties properties) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(properties.httpsOnly() ? SECURE_COOKIE : COOKIE);
        cookie.setUseSecureCookie(properties.httpsOnly());
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    /** Session and attributes are two tables; they change together, on the connections of the role that keeps them. */
    @Bean("springSessionTransactionOperations")
    TransactionOperations sessionTransactions(@SpringSessionDataSource DataSource worker) {
        return new TransactionTemplate(new JdbcTransactionManager(worker));
    }
}
