/** Parts whose calls are traced in scopes of their own, by proxies of their interfaces. */
@NullMarked
package dev.vae.core.internal.scope;

import org.jspecify.annotations.NullMarked;
