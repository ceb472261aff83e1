"""One command per figure that the README quotes: `python -m benchmarks NAME --data FOLDER`.

Every figure is printed beside baselines that run in the same process, on the same input.
"""
