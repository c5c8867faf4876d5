//! The content a new plan starts with.
