/** The kernels in plain Java: the readable specification of every loop and function. */
package dev.vae.core.internal.portable;
