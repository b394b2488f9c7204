namespace EdgeKube.Controller.Security;

/// <summary>One thing that a node has tried and may not.</summary>
/// <param name="Kind">Of the object it spoke of.</param>
/// <param name="Reason">Which rule it broke.</param>
/// <param name="Detail">The same for people, without the object's name.</param>
internal sealed record NodeViolation(string Kind, ViolationReason Reason, string Detail);
