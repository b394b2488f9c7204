namespace EdgeKube.Controller.Api.ManagedFields;

/// <param name="Fields">What its owner owns.</param>
/// <param name="ApiVersion">In which the fields are named.</param>
/// <param name="Time">When the owner last set or took a field; null when it never changed anything.</param>
internal sealed record OwnedFields(FieldSet Fields, string ApiVersion, DateTimeOffset? Time);
