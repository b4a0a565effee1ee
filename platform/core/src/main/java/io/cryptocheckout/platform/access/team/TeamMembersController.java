package io.cryptocheckout.platform.access.team;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.api.TeamMembersApi;
import io.cryptocheckout.platform.api.model.TeamMember;
import io.cryptocheckout.platform.api.model.TeamMemberList;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.MemberView;
import io.cryptocheckout.platform.tenancy.Members;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/team/members}. */
@RestController
class TeamMembersController implements TeamMembersApi {
    private final Members members;
    private final Accounts accounts;

    TeamMembersController(Members members, Accounts accounts) {
        this.members = members;
        this.accounts = accounts;
    }

    @Override
    public ResponseEntity<TeamMemberList> teamMembersList(Integer limit, @Nullable String startingAfter, Caller caller) {
        List<MemberView> people = members.page(caller, Answer.cursor(IdKind.ACCOUNT, startingAfter), limit + 1);
        Map<UUID, String> emails = accounts.emails(people.stream().map(MemberView::accountId).toList());
        return Answer.page(people, limit, member -> member(member, emails.get(member.accountId())),
                member -> IdKind.ACCOUNT.format(member.accountId())).toResponse();
    }

    private static TeamMember member(MemberView member, @Nullable String email) {
        return new TeamMember().id(IdKind.ACCOUNT.format(member.accountId()))._object(TeamMember.ObjectEnum.TEAM_MEMBER).email(email)
                .role(TeamJson.role(member.assignment())).roleId(TeamJson.roleId(member.assignment())).roleName(member.roleName())
                .liveGrants(TeamJson.grants(member.assignment())).agencyAccessId(TeamJson.access(member.accessId()))
                .active(member.works()).createdAt(Answer.time(member.since()));
    }
}
