namespace EdgeKube.Cli.Manifests;

/// <summary>A manifest, read.</summary>
/// <param name="Name">As the person gave it; <c>STDIN</c> for <c>-</c>.</param>
/// <param name="Text">All of it.</param>
/// <param name="Objects">The objects found in it, in order.</param>
internal sealed record ManifestFile(string Name, string Text, IReadOnlyList<ManifestObject> Objects);
