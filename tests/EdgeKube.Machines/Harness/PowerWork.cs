namespace EdgeKube.Machines.Harness;

/// <summary>What a machine is in the middle of when its power is cut, beside the pod that is created and the one that is deleted each time.</summary>
/// <param name="Image">The created pod's.</param>
/// <param name="Prepare">A line of shell, done before the clock starts; null: nothing.</param>
/// <param name="Command">What it works on.</param>
/// <param name="Begun">A line of shell that succeeds when the work has gone as far as it should have before the clock starts; null: it starts at once.</param>
/// <param name="MostMilliseconds">The power goes at a random moment up to here.</param>
internal sealed record PowerWork(string Name, string Image, string? Prepare, string Command, string? Begun, int MostMilliseconds);
