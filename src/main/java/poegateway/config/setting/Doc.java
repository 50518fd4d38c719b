package poegateway.config.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a setting means, in one sentence; the reference in docs/config.md is made of these. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
    String value();

    /** The default in words, where it depends on the machine or is the absence of a value. */
    String standard() default "";

    /** In an item of a list: its default as one would write it. Without one, what is not Optional must be there. */
    String otherwise() default "";

    /** A value for examples, where the default is none and the type's own sample would not do. */
    String sample() default "";

    /** Whether a setting that names a file may name one that is not there. */
    boolean mayBeAbsent() default false;

    /** Whether people may put a secret here by mistake, so that no message may show it. */
    boolean hidden() default false;
}
