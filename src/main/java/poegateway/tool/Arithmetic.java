package poegateway.tool;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Reads an arithmetic expression and says what it comes to. Brackets may lie 100 deep, powers are whole and small, and numbers stay
 * within what 34 digits and an exponent of 1,000 can say: so it ends soon, whatever it is given.
 */
final class Arithmetic {
    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final int DEPTH_MAX = 100;
    private static final int POWER_MAX = 10_000;
    private static final int EXPONENT_MAX = 1_000;

    private final String text;
    private int at;
    private int depth;

    Arithmetic(String text) {
        this.text = text;
    }

    /** @throws ArithmeticException with a sentence when it is no expression, or has no value */
    BigDecimal value() {
        BigDecimal value = sum();
        blanks();
        if (at < text.length()) {
            throw new ArithmeticException("the text at character " + (at + 1) + " is not understood");
        }
        return value;
    }

    private BigDecimal sum() {
        BigDecimal sum = product();
        while (true) {
            if (takes('+')) {
                sum = bounded(sum.add(product(), DIGITS));
            } else if (takes('-')) {
                sum = bounded(sum.subtract(product(), DIGITS));
            } else {
                return sum;
            }
        }
    }

    private BigDecimal product() {
        BigDecimal product = signed();
        while (true) {
            if (takes('*')) {
                product = bounded(product.multiply(signed(), DIGITS));
            } else if (takes('/')) {
                product = bounded(product.divide(nonZero(signed()), DIGITS));
            } else if (takes('%')) {
                product = remainder(product, nonZero(signed()));
            } else {
                return product;
            }
        }
    }

    private static BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new ArithmeticException("nothing can be divided by 0");
        }
        return divisor;
    }

    private static BigDecimal remainder(BigDecimal number, BigDecimal divisor) {
        BigDecimal whole = number.divide(divisor, DIGITS);
        if (whole.precision() - whole.scale() > DIGITS.getPrecision()) {
            throw new ArithmeticException("the numbers are too far apart for a remainder");
        }
        return number.subtract(divisor.multiply(new BigDecimal(whole.toBigInteger())), DIGITS);
    }

    private BigDecimal signed() {
        int minuses = 0;
        while (true) {
            if (takes('-')) {
                minuses++;
            } else if (!takes('+')) {
                BigDecimal power = power();
                return minuses % 2 == 0 ? power : power.negate();
            }
        }
    }

    private BigDecimal power() {
        BigDecimal base = atom();
        if (!takes('^')) {
            return base;
        }
        deeper();
        BigDecimal exponent = signed();
        depth--;
        BigInteger whole = exponent.stripTrailingZeros().scale() <= 0 ? exponent.toBigInteger() : null;
        if (whole == null || whole.abs().compareTo(BigInteger.valueOf(POWER_MAX)) > 0) {
            throw new ArithmeticException("a power must be a whole number of at most " + POWER_MAX);
        }
        return bounded(
                whole.signum() < 0
                        ? BigDecimal.ONE.divide(
                                nonZero(raised(base, whole.negate().intValueExact())), DIGITS)
                        : raised(base, whole.intValueExact()));
    }

    private static BigDecimal raised(BigDecimal base, int exponent) {
        BigDecimal result = BigDecimal.ONE;
        BigDecimal square = base;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = bounded(result.multiply(square, DIGITS));
            }
            square = rest > 1 ? bounded(square.multiply(square, DIGITS)) : square;
        }
        return result;
    }

    private BigDecimal atom() {
        blanks();
        if (text.startsWith("sqrt", at)) {
            at += "sqrt".length();
            BigDecimal square = bracket();
            if (square.signum() < 0) {
                throw new ArithmeticException("a negative number has no square root");
            }
            return square.sqrt(DIGITS);
        }
        return at < text.length() && text.charAt(at) == '(' ? bracket() : number();
    }

    private BigDecimal bracket() {
        if (!takes('(')) {
            throw new ArithmeticException("a bracket is missing at character " + (at + 1));
        }
        deeper();
        BigDecimal inside = sum();
        depth--;
        if (!takes(')')) {
            throw new ArithmeticException("a closing bracket is missing at character " + (at + 1));
        }
        return inside;
    }

    private BigDecimal number() {
        int from = at;
        while (at < text.length() && isOfNumber(from)) {
            at++;
        }
        try {
            return bounded(new BigDecimal(text.substring(from, at), DIGITS));
        } catch (NumberFormatException none) {
            throw new ArithmeticException("a number is missing at character " + (from + 1));
        }
    }

    private boolean isOfNumber(int from) {
        char character = text.charAt(at);
        boolean digit = (character >= '0' && character <= '9') || character == '.';
        boolean exponent = (character == 'e' || character == 'E') && at > from;
        boolean sign = (character == '+' || character == '-')
                && at > from
                && Character.toLowerCase(text.charAt(at - 1)) == 'e';
        return digit || exponent || sign;
    }

    private static BigDecimal bounded(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale();
        if (number.signum() != 0 && Math.abs(exponent) > EXPONENT_MAX) {
            throw new ArithmeticException("a number is too large or too small");
        }
        return number.signum() == 0 ? BigDecimal.ZERO : number;
    }

    private boolean takes(char sign) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == sign;
        at += there ? 1 : 0;
        return there;
    }

    private void deeper() {
        depth++;
        if (depth > DEPTH_MAX) {
            throw new ArithmeticException("brackets and powers are nested too deeply");
        }
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
