package poegateway.config.tree;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.config.ParameterValue;
import poegateway.config.setting.ByteSize;

/** How a record component is written: as one value or section, as a list, or as names with values. */
public sealed interface Shape {
    /** The Java type of the value, or of each item. */
    Class<?> type();

    /** One value or section; also the form of an Optional. */
    record One(Class<?> type) implements Shape {}

    /** A list of values or of groups of settings. */
    record Many(Class<?> type) implements Shape {}

    /**
     * Names of the user's choice, each with a value or a group of settings. In place of a group, its first setting may stand
     * alone.
     */
    record Named(Class<?> type) implements Shape {}

    static Shape of(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == List.class) {
            return new Many(argument(component, 0));
        }
        if (type == Map.class) {
            return new Named(argument(component, 1));
        }
        return new One(type == Optional.class ? argument(component, 0) : type);
    }

    /** Whether the value, or each item, is a group of settings. */
    default boolean hasParts() {
        return type().isRecord() && type() != ByteSize.class && type() != ParameterValue.class;
    }

    private static Class<?> argument(RecordComponent component, int index) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[index];
    }
}
