package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/** Takes {@code Caller.require} out of the running program for one permission, as if nobody had written the check. */
public final class RemovedCheck {
    private static volatile @Nullable Permission removed;
    private static boolean installed;

    private RemovedCheck() {}

    static synchronized void install() {
        if (!installed) {
            ByteBuddyAgent.install();
            new ByteBuddy().redefine(Caller.class).visit(Advice.to(Skip.class).on(ElementMatchers.named("require"))).make()
                    .load(Caller.class.getClassLoader(), ClassReloadingStrategy.fromInstalledAgent());
            installed = true;
        }
    }

    static void of(Permission permission) {
        removed = permission;
    }

    static void none() {
        removed = null;
    }

    /** Called by the changed class. */
    public static boolean is(Permission permission) {
        return permission == removed;
    }

    /** Becomes the beginning of the method; where it answers true, the rest is not run. */
    static final class Skip {

        private Skip() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(0) Permission permission) {
            return RemovedCheck.is(permission);
        }
    }
}
