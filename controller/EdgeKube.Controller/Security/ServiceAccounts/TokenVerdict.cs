namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>Whose token it is, or why it is nobody's.</summary>
/// <param name="Caller">Null: nobody's.</param>
/// <param name="Claims">What it says; null when it is nobody's.</param>
/// <param name="Audiences">For whom of those asked about it is meant.</param>
/// <param name="Fault">For people; null when it is somebody's.</param>
internal sealed record TokenVerdict(Caller? Caller, TokenClaims? Claims, IReadOnlyList<string> Audiences, string? Fault)
{
    public static TokenVerdict Refuse(string fault) => new(null, null, [], fault);
}
