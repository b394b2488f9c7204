namespace EdgeKube.EndToEnd.Harness;

/// <summary>The collection of tests whose figures are times: they run when all others have ended, one after the other.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
