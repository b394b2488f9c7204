namespace EdgeKube.Link;

/// <summary>The time as a shell saw it: timers use the monotonic part only, because an edge clock jumps.</summary>
/// <param name="Milliseconds">Milliseconds of a clock that only goes forward; its origin does not matter.</param>
/// <param name="Wall">The wall clock; the controller tells it to the node, nothing else depends on it.</param>
public readonly record struct LinkTime(long Milliseconds, DateTimeOffset Wall);
