"""What people see. Every function here is pure: data and texts in, a Screen out; nothing is fetched, nothing sent."""
