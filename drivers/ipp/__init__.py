"""The words of the Internet Printing Protocol (RFC 8010, RFC 8011), spoken by the terminal and by the lab's printer."""
