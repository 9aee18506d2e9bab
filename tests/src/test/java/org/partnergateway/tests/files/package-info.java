/** Files by SFTP and AS2, against servers and clients that others wrote. */
@NullMarked
package org.partnergateway.tests.files;

import org.jspecify.annotations.NullMarked;
