from priorities.admin import action, allocation, plan, progress, reporting

__all__ = ["action", "allocation", "plan", "progress", "reporting"]
