/** The far ends of files: partners' SFTP servers, with what can go wrong there. */
@NullMarked
package org.partnergateway.tests.files;

import org.jspecify.annotations.NullMarked;
