"""The gate for mail: applications that come by e-mail are taken in, each exactly once."""
