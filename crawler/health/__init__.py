"""How the outlets and the runs are doing, against what is normal for each."""
