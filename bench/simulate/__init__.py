"""A digest to more chats than one machine can try: a simulation from measured costs."""
