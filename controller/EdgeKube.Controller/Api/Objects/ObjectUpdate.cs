namespace EdgeKube.Controller.Api;

/// <param name="Verb">update or patch, for authorization.</param>
/// <param name="Kind">The object's kind.</param>
/// <param name="Namespace">Null for cluster-wide kinds.</param>
/// <param name="Name">The object's name as the caller addressed it.</param>
/// <param name="Subresource">Null: all but status; <c>status</c>: status alone; others (scale, binding, finalize) change what they are for.</param>
internal sealed record ObjectUpdate(string Verb, Kind Kind, string? Namespace, string Name, string? Subresource);
