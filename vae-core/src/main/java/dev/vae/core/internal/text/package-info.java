/**
 * Words for messages: counts, lists that stay short, and what was probably meant.
 *
 * <p>{@code Messages.count(1, "row")} is "1 row"; {@code Messages.list} names the first few of many
 * and how many there are; {@code Messages.suggest} finds the nearest known name. Whatever comes
 * from users or files goes through {@code Messages.shown}, so that no message is longer than a few
 * lines.
 */
package dev.vae.core.internal.text;
