"""What every stream does in the same way: create once, read since. It knows neither service, and no mapping."""
